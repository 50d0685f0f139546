<!DOCTYPE qgis>
<qgis version="3.22.16" styleCategories="AllStyleCategories" readOnly="1" labelsEnabled="1" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" simplifyDrawingHints="1" simplifyAlgorithm="0" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1">
 <flags>
  <Identifiable>1</Identifiable>
  <Removable>1</Removable>
  <Searchable>1</Searchable>
 </flags>
 <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="1">
  <rules key="root">
   <rule key="rule0" symbol="0" filter="&quot;jumlah_pelapor&quot; &gt;= 50" label="{{reporters.50}}"/>
   <rule key="rule1" symbol="1" filter="&quot;jumlah_pelapor&quot; &gt;= 25 AND &quot;jumlah_pelapor&quot; &lt; 50" label="{{reporters.25}}"/>
   <rule key="rule2" symbol="2" filter="&quot;jumlah_pelapor&quot; &gt;= 10 AND &quot;jumlah_pelapor&quot; &lt; 25" label="{{reporters.10}}"/>
   <rule key="rule3" symbol="3" filter="ELSE" label="{{reporters.0}}"/>
  </rules>
  <symbols>
    <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="33,113,181,255"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="90,90,90,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.26"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="107,174,214,255"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="90,90,90,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.26"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="189,215,231,255"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="90,90,90,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.26"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="239,243,255,255"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="90,90,90,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.26"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
    </symbol>
  </symbols>
  <orderby>
   <orderByClause asc="1" nullsFirst="1">"tahun"</orderByClause>
  </orderby>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="&quot;tahun&quot; || ': ' || &quot;jumlah_pelapor&quot;" isExpression="1" fontSize="7.5" fontSizeUnit="Point" fontWeight="50" fontItalic="0" textColor="26,26,26,255" textOpacity="1" capitalization="0" multilineHeight="0.9" fontLetterSpacing="0" useSubstitutions="0">
    <text-buffer bufferDraw="1" bufferSize="0.9" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1" bufferJoinStyle="128" bufferNoFill="0"/>
    <background shapeDraw="0"/>
    <shadow shadowDraw="0"/>
   </text-style>
   <text-format autoWrapLength="0" useMaxLineLengthForAutoWrap="1" multilineAlign="1"/>
   <placement placement="4" polygonPlacementFlags="2" fitInPolygonOnly="0" dist="0" distUnits="MM" quadOffset="4" xOffset="0" yOffset="0" offsetUnits="MM" offsetType="1" priority="4"/>
   <rendering scaleVisibility="1" scaleMin="0" scaleMax="1500000" obstacle="0" obstacleType="1" displayAll="0" drawLabels="1" fontLimitPixelSize="0" mergeLines="0" labelPerPart="0" minFeatureSize="0" limitNumLabels="0" maxNumLabels="2000"/>
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
 <previewExpression>"kecamatan"</previewExpression>
 <mapTip></mapTip>
</qgis>
