<!DOCTYPE qgis>
<qgis version="3.22.16" styleCategories="AllStyleCategories" readOnly="1" labelsEnabled="1" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" simplifyDrawingHints="1" simplifyAlgorithm="0" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1">
 <flags>
  <Identifiable>1</Identifiable>
  <Removable>1</Removable>
  <Searchable>1</Searchable>
 </flags>
 <renderer-v2 type="categorizedSymbol" attr="kelas" symbollevels="0" forceraster="0" enableorderby="0">
  <categories>
   <category symbol="0" value="sangat_tinggi" label="{{class.4}}" render="true"/>
   <category symbol="1" value="tinggi" label="{{class.3}}" render="true"/>
   <category symbol="2" value="sedang" label="{{class.2}}" render="true"/>
   <category symbol="3" value="rendah" label="{{class.1}}" render="true"/>
   <category symbol="4" value="belum_cukup_data" label="{{legend.class.insufficient}}" render="true"/>
   <category symbol="5" value="belum_ada_data" label="{{legend.class.nodata}}" render="true"/>
   <category symbol="6" value="disamarkan" label="{{legend.class.masked}}" render="true"/>
  </categories>
  <symbols>
    <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="215,48,31,255"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="138,138,138,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.1"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="252,141,89,255"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="138,138,138,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.1"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="253,204,138,255"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="138,138,138,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.1"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="254,240,217,255"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="138,138,138,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.1"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="247,247,247,255"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="138,138,138,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.1"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
     <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="angle" value="135"/>
       <Option type="QString" name="distance" value="1.7"/>
       <Option type="QString" name="distance_unit" value="MM"/>
       <Option type="QString" name="offset" value="0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
      </Option>
      <symbol type="line" name="@4@1" alpha="1" clip_to_extent="1" force_rhr="0">
       <layer class="SimpleLine" enabled="1" locked="0" pass="0">
        <Option type="Map">
         <Option type="QString" name="line_color" value="181,181,181,255"/>
         <Option type="QString" name="line_style" value="solid"/>
         <Option type="QString" name="line_width" value="0.16"/>
         <Option type="QString" name="line_width_unit" value="MM"/>
         <Option type="QString" name="joinstyle" value="round"/>
         <Option type="QString" name="capstyle" value="round"/>
         <Option type="QString" name="offset" value="0"/>
         <Option type="QString" name="offset_unit" value="MM"/>
        </Option>
       </layer>
      </symbol>
     </layer>
    </symbol>
    <symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="217,217,217,255"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="138,138,138,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.1"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
     <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="angle" value="45"/>
       <Option type="QString" name="distance" value="1.4"/>
       <Option type="QString" name="distance_unit" value="MM"/>
       <Option type="QString" name="offset" value="0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
      </Option>
      <symbol type="line" name="@5@1" alpha="1" clip_to_extent="1" force_rhr="0">
       <layer class="SimpleLine" enabled="1" locked="0" pass="0">
        <Option type="Map">
         <Option type="QString" name="line_color" value="127,127,127,255"/>
         <Option type="QString" name="line_style" value="solid"/>
         <Option type="QString" name="line_width" value="0.22"/>
         <Option type="QString" name="line_width_unit" value="MM"/>
         <Option type="QString" name="joinstyle" value="round"/>
         <Option type="QString" name="capstyle" value="round"/>
         <Option type="QString" name="offset" value="0"/>
         <Option type="QString" name="offset_unit" value="MM"/>
        </Option>
       </layer>
      </symbol>
     </layer>
    </symbol>
    <symbol type="fill" name="6" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="255,255,255,255"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="138,138,138,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.1"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
     <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="angle" value="90"/>
       <Option type="QString" name="distance" value="1.8"/>
       <Option type="QString" name="distance_unit" value="MM"/>
       <Option type="QString" name="offset" value="0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
      </Option>
      <symbol type="line" name="@6@1" alpha="1" clip_to_extent="1" force_rhr="0">
       <layer class="SimpleLine" enabled="1" locked="0" pass="0">
        <Option type="Map">
         <Option type="QString" name="line_color" value="150,150,150,255"/>
         <Option type="QString" name="line_style" value="solid"/>
         <Option type="QString" name="line_width" value="0.16"/>
         <Option type="QString" name="line_width_unit" value="MM"/>
         <Option type="QString" name="joinstyle" value="round"/>
         <Option type="QString" name="capstyle" value="round"/>
         <Option type="QString" name="offset" value="0"/>
         <Option type="QString" name="offset_unit" value="MM"/>
        </Option>
       </layer>
      </symbol>
     </layer>
    </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="desa" isExpression="0" fontSize="7.5" fontSizeUnit="Point" fontWeight="50" fontItalic="0" textColor="26,26,26,255" textOpacity="1" capitalization="0" multilineHeight="0.9" fontLetterSpacing="0" useSubstitutions="0">
    <text-buffer bufferDraw="1" bufferSize="1" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.9" bufferJoinStyle="128" bufferNoFill="0"/>
    <background shapeDraw="0"/>
    <shadow shadowDraw="0"/>
   </text-style>
   <text-format autoWrapLength="14" useMaxLineLengthForAutoWrap="1" multilineAlign="1"/>
   <placement placement="4" polygonPlacementFlags="2" fitInPolygonOnly="0" dist="0" distUnits="MM" quadOffset="4" xOffset="0" yOffset="0" offsetUnits="MM" offsetType="1" priority="3"/>
   <rendering scaleVisibility="1" scaleMin="0" scaleMax="260000" obstacle="0" obstacleType="1" displayAll="0" drawLabels="1" fontLimitPixelSize="0" mergeLines="0" labelPerPart="0" minFeatureSize="0" limitNumLabels="0" maxNumLabels="2000"/>
  </settings>
 </labeling>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerOpacity>1</layerOpacity>
 <fieldConfiguration>
 </fieldConfiguration>
 <aliases>
 </aliases>
 <editable>
 </editable>
 <previewExpression>"desa"</previewExpression>
 <mapTip></mapTip>
</qgis>
